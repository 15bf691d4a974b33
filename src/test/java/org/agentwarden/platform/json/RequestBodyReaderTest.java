package org.agentwarden.platform.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.PayloadTooLarge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyReaderTest {

    private static final int MIB = 1024 * 1024;

    private final RequestBodyReader reader = new RequestBodyReader();

    @Test
    void itReadsRequestBodiesAndNothingElse() {
        Annotation[] none = {};
        assertThat(reader.isReadable(RequestBody.class, RequestBody.class, none, MediaType.APPLICATION_JSON_TYPE))
                .isTrue();
        assertThat(reader.isReadable(String.class, String.class, none, MediaType.APPLICATION_JSON_TYPE))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t", "{}"})
    void anEmptyBodyIsAnEmptyObject(String text) throws IOException {
        Optional<String> member = read(text.getBytes(UTF_8)).as(fields -> fields.optionalText("a", 9));
        assertThat(member).isEmpty();
    }

    @Test
    void anObjectIsReadAsUtf8() throws IOException {
        byte[] body = "{\"a\":\"\u00e9\ud83d\ude00\"}".getBytes(UTF_8);
        String member = read(body).as(fields -> fields.text("a", 9));
        assertThat(member).isEqualTo("\u00e9\ud83d\ude00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "\"a\"", "{", "{}{}", "<a/>", "a=b", "{\"a\":1,\"a\":1}"})
    void aBodyThatIsNoJsonObjectIsRefusedNamingTheBody(String text) {
        refused(text.getBytes(UTF_8));
    }

    @Test
    void aBodyThatIsNotStrictUtf8IsRefused() {
        refused(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xe9, '"', '}'});
        refused(new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'});
        refused(new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'});
        refused(new byte[] {'{', '}', (byte) 0xc3});
        refused("{}".getBytes(UTF_16));
    }

    @Test
    void oneMebibyteIsReadAndOneByteMoreIsNot() throws IOException {
        byte[] largest = ("{\"a\":\"" + "x".repeat(MIB - 8) + "\"}").getBytes(UTF_8);
        assertThat(largest).hasSize(MIB);
        String member = read(largest).as(fields -> fields.text("a", MIB));
        assertThat(member).hasSize(MIB - 8);

        byte[] tooLarge = ("{\"a\":\"" + "x".repeat(MIB - 7) + "\"}").getBytes(UTF_8);
        assertThatThrownBy(() -> read(tooLarge)).isInstanceOfSatisfying(PayloadTooLarge.class, e -> {
            assertThat(e.status()).isEqualTo(413);
            assertThat(e.detail()).hasToString("\"Request body exceeds 1 MiB\"");
        });
    }

    @Test
    void anEndlessBodyIsNotReadToItsEnd() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };
        assertThatThrownBy(() -> read(new SequenceInputStream(new ByteArrayInputStream(new byte[] {'{'}), endless)))
                .isInstanceOf(PayloadTooLarge.class);
    }

    private void refused(byte[] body) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(InvalidInput.class, e -> {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.detail().asJsonObject().getString("error")).isEqualTo("validation_error");
            assertThat(e.detail()
                            .asJsonObject()
                            .getJsonArray("fields")
                            .getJsonObject(0)
                            .getString("field"))
                    .isEqualTo("body");
        });
    }

    private RequestBody read(byte[] body) throws IOException {
        return read(new ByteArrayInputStream(body));
    }

    private RequestBody read(InputStream body) throws IOException {
        return reader.readFrom(
                RequestBody.class,
                RequestBody.class,
                new Annotation[0],
                MediaType.APPLICATION_JSON_TYPE,
                new MultivaluedHashMap<>(),
                body);
    }
}
