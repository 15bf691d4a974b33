package org.agentwarden.connector;

import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.util.HttpStatus;

/**
 * Makes an answer that nobody has written a 503. Payara only logs what goes wrong between its listener and the application,
 * and sends the response as it is: an empty 200, which a client takes for an acknowledgement, or an empty 500. Requests meet
 * that while the application is taken away. Each answer of the application has {@code X-Content-Type-Options}.
 */
final class UnansweredFilter extends BaseFilter {

    private static final int OK = 200;
    private static final int ERROR = 500;
    private static final String RETRY_AFTER_SECONDS = "2";

    @Override
    public NextAction handleWrite(FilterChainContext context) {
        if (context.getMessage() instanceof HttpContent content
                && content.getHttpHeader() instanceof HttpResponsePacket response
                && isUnanswered(response, content)) {
            context.setMessage(ErrorPacket.of(
                    response, HttpStatus.SERVICE_UNAVAILABLE_503, "Service unavailable", context.getMemoryManager()));
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        return context.getInvokeAction();
    }

    private static boolean isUnanswered(HttpResponsePacket response, HttpContent content) {
        return !response.isCommitted()
                && content.isLast()
                && !content.getContent().hasRemaining()
                && (response.getStatus() == OK || response.getStatus() == ERROR)
                && !response.containsHeader("X-Content-Type-Options")
                && !Method.HEAD.equals(response.getRequest().getMethod());
    }
}
