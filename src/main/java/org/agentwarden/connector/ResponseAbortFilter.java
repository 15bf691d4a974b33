package org.agentwarden.connector;

import org.agentwarden.platform.http.ResponseAbort;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;

/** Lets the application close the connection of a request. Stands behind the filter that parses the headers. */
final class ResponseAbortFilter extends BaseFilter {

    @Override
    public NextAction handleRead(FilterChainContext context) {
        HttpContent content = context.getMessage();
        if (content.getHttpHeader() instanceof HttpRequestPacket request
                && request.getAttribute(ResponseAbort.ATTRIBUTE) == null) {
            Connection<?> connection = context.getConnection();
            request.setAttribute(ResponseAbort.ATTRIBUTE, (Runnable) connection::terminateSilently);
        }
        return context.getInvokeAction();
    }
}
