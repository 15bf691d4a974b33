package org.agentwarden.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** One file of the dashboard. */
final class DashboardFile {

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "html", "text/html;charset=utf-8",
            "svg", "image/svg+xml");

    private final String contentType;
    private final byte[] bytes;
    private final byte[] compressed;

    private DashboardFile(String contentType, byte[] bytes) {
        this.contentType = contentType;
        this.bytes = bytes;
        this.compressed = compress(bytes);
    }

    /** A file whose name ends in {@code .js}, {@code .css}, {@code .html} or {@code .svg}. */
    static DashboardFile of(String name, byte[] bytes) {
        String contentType = CONTENT_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (contentType == null) {
            throw new IllegalArgumentException("No content type is known for " + name);
        }
        return new DashboardFile(contentType, bytes);
    }

    String contentType() {
        return contentType;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The same bytes by gzip. */
    byte[] compressed() {
        return compressed;
    }

    private static byte[] compress(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
