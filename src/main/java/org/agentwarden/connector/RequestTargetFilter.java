package org.agentwarden.connector;

import java.io.IOException;
import org.agentwarden.platform.http.RequestTarget;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpEvents;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.util.HttpStatus;

/**
 * Refuses requests whose path is not well-formed with 400 and closes the connection. Payara would answer some of them with
 * an empty 200: it logs what goes wrong before the application is found, and sends the response as it is. Stands behind the
 * filter that parses the headers.
 */
final class RequestTargetFilter extends BaseFilter {

    private final HeaderTimeout headerTimeout;

    RequestTargetFilter(HeaderTimeout headerTimeout) {
        this.headerTimeout = headerTimeout;
    }

    @Override
    public NextAction handleRead(FilterChainContext context) throws IOException {
        headerTimeout.stop(context.getConnection());
        HttpContent content = context.getMessage();
        if (!(content.getHttpHeader() instanceof HttpRequestPacket request)
                || RequestTarget.isWellFormed(request.getRequestURI())) {
            return context.getInvokeAction();
        }
        refuse(context, request);
        return context.getStopAction();
    }

    @Override
    public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) throws IOException {
        if (event.type() == HttpEvents.ResponseCompleteEvent.TYPE) {
            headerTimeout.reset(context.getConnection());
        }
        return context.getInvokeAction();
    }

    @SuppressWarnings("rawtypes") // as Grizzly declares its completion handlers
    private static void refuse(FilterChainContext context, HttpRequestPacket request) {
        request.setSkipRemainder(true);
        request.getProcessingState().setError(true);
        HttpResponsePacket response = HttpResponsePacket.builder(request)
                .protocol(request.getProtocol())
                .build();
        Connection<?> connection = context.getConnection();
        context.write(
                ErrorPacket.of(response, HttpStatus.BAD_REQUEST_400, "Bad request", context.getMemoryManager()),
                new EmptyCompletionHandler<WriteResult>() {

                    @Override
                    public void completed(WriteResult result) {
                        connection.closeSilently();
                    }
                });
    }
}
