package org.agentwarden.platform.json;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.PayloadTooLarge;

/** Reads at most 1 MiB of strict UTF-8 that holds one JSON object. */
@Provider
@Consumes(MediaType.WILDCARD)
public class RequestBodyReader implements MessageBodyReader<RequestBody> {

    private static final int MAX_BYTES = 1024 * 1024;

    /** The name of the whole body in a refusal. */
    static final String FIELD = "body";

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == RequestBody.class;
    }

    @Override
    public RequestBody readFrom(
            Class<RequestBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        if (read(body) instanceof JsonObject object) {
            return new RequestBody(object);
        }
        throw new InvalidInput(FIELD, "must be a JSON object");
    }

    /** Reads at most 1 MiB of strict UTF-8 that holds one JSON value; an empty body counts as an empty object. */
    static JsonValue read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new PayloadTooLarge("Request body exceeds 1 MiB");
        }
        String text = decode(bytes);
        try {
            return text.isBlank() ? JsonValue.EMPTY_JSON_OBJECT : JsonCodec.parse(text);
        } catch (MalformedJson e) {
            throw new InvalidInput(FIELD, String.valueOf(e.getMessage()));
        }
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInput(FIELD, "must be UTF-8");
        }
    }
}
