package org.agentwarden.platform.json;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads at most 1 MiB of strict UTF-8 that holds one JSON object or an array. */
@Provider
@Consumes(MediaType.WILDCARD)
public class RequestBodiesReader implements MessageBodyReader<RequestBodies> {

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == RequestBodies.class;
    }

    @Override
    public RequestBodies readFrom(
            Class<RequestBodies> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return RequestBodies.of(RequestBodyReader.read(body));
    }
}
