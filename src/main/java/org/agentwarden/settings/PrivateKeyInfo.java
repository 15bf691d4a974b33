package org.agentwarden.settings;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.PublicKey;

/**
 * Makes PKCS#8 (RFC 5958), which the JDK reads, of a private key in the older forms PKCS#1 and SEC 1: a version, the
 * algorithm with its parameters, and the older form as it is. The algorithm is that of the public key (RFC 5280).
 */
final class PrivateKeyInfo {

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION = {0x02, 0x01, 0x00};
    private static final int LONG_LENGTH = 0x80;
    private static final int BYTE = 0xFF;

    private PrivateKeyInfo() {}

    /** @param publicKey in X.509 form: a sequence that begins with the algorithm */
    static byte[] around(byte[] privateKey, PublicKey publicKey) throws InvalidKeyException {
        ByteBuffer info = ByteBuffer.wrap(publicKey.getEncoded());
        content(info);
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        parts.writeBytes(VERSION);
        parts.writeBytes(element(SEQUENCE, content(info)));
        parts.writeBytes(element(OCTET_STRING, privateKey));
        return element(SEQUENCE, parts.toByteArray());
    }

    /** What the next sequence holds, at whose first element the buffer stands then. */
    private static byte[] content(ByteBuffer der) throws InvalidKeyException {
        if (der.get() != SEQUENCE) {
            throw new InvalidKeyException("no sequence");
        }
        int length = der.get() & BYTE;
        if (length >= LONG_LENGTH) {
            int octets = length - LONG_LENGTH;
            length = 0;
            for (int octet = 0; octet < octets; octet++) {
                length = (length << Byte.SIZE) | (der.get() & BYTE);
            }
        }
        byte[] content = new byte[length];
        der.duplicate().get(content);
        return content;
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        if (content.length < LONG_LENGTH) {
            der.write(content.length);
        } else if (content.length <= BYTE) {
            der.write(LONG_LENGTH + 1);
            der.write(content.length);
        } else {
            der.write(LONG_LENGTH + 2);
            der.write(content.length >> Byte.SIZE);
            der.write(content.length);
        }
        der.writeBytes(content);
        return der.toByteArray();
    }
}
