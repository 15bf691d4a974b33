package org.agentwarden.platform.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The path of a request as the client has written it. Pure. */
public final class RequestTarget {

    private static final Pattern SLASH = Pattern.compile("/");
    private static final int HEX = 16;
    private static final int ESCAPE_LENGTH = 3;

    private RequestTarget() {}

    /**
     * Whether every server reads the path in the same way: each {@code %} begins an escape of two hexadecimal digits, the
     * decoded bytes are UTF-8, none of them is NUL or a backslash, and no {@code ..} leads out of the root. A semicolon would begin a matrix parameter, which no
     * resource has and which rules by path, such as a proxy's, do not expect.
     *
     * @param path without the query
     */
    public static boolean isWellFormed(String path) {
        ByteBuffer decoded = ByteBuffer.allocate(path.length());
        for (int index = 0; index < path.length(); index++) {
            int octet = path.charAt(index);
            if (octet == '%') {
                octet = escaped(path, index);
                index += ESCAPE_LENGTH - 1;
            }
            if (octet <= 0 || octet > 0xFF || octet == '\\' || octet == ';') {
                return false;
            }
            decoded.put((byte) octet);
        }
        return isPlain(decoded.flip());
    }

    /** The octet, or -1 when it is no escape. */
    private static int escaped(String path, int index) {
        if (index + ESCAPE_LENGTH > path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(index + 1), HEX);
        int low = Character.digit(path.charAt(index + 2), HEX);
        return high < 0 || low < 0 ? -1 : high * HEX + low;
    }

    /** Whether it is UTF-8, and no segment {@code ..} leads out of the root. */
    private static boolean isPlain(ByteBuffer octets) {
        try {
            int depth = 0;
            for (String segment :
                    SLASH.split(StandardCharsets.UTF_8.newDecoder().decode(octets), -1)) {
                if (segment.equals("..")) {
                    depth--;
                } else if (!segment.isEmpty() && !segment.equals(".")) {
                    depth++;
                }
                if (depth < 0) {
                    return false;
                }
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
