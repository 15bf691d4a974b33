package org.agentwarden.dashboard;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files of the dashboard, half a megabyte in memory. Their version is a hash over all of them: it is part of their
 * address, so that browsers may keep them for ever and never mix two versions.
 */
@ApplicationScoped
public class DashboardFiles {

    private static final String ROOT = "/dashboard/";
    private static final String PAGE = "index.html";
    private static final int VERSION_LENGTH = 16;

    @Inject
    private ServletContext archive;

    private Map<String, DashboardFile> files = Map.of();
    private String version = "";
    private DashboardFile page = DashboardFile.of(PAGE, new byte[0]);

    @PostConstruct
    void read() {
        Map<String, byte[]> contents = new TreeMap<>();
        collect(ROOT, contents);
        files = contents.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, file -> DashboardFile.of(file.getKey(), file.getValue())));
        version = hash(contents);
        page = DashboardFile.of(PAGE, pageOf(contents));
    }

    /** Of these files, and no others. */
    String version() {
        return version;
    }

    /** The one document: what it shows depends on its address. */
    DashboardFile page() {
        return page;
    }

    /** A file by its path below the version. */
    Optional<DashboardFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private void collect(String directory, Map<String, byte[]> contents) {
        Set<String> paths =
                Optional.ofNullable(archive.getResourcePaths(directory)).orElse(Set.of());
        for (String path : paths) {
            if (path.endsWith("/")) {
                collect(path, contents);
            } else {
                contents.put(path.substring(ROOT.length()), bytes(path));
            }
        }
    }

    private byte[] bytes(String path) {
        try (InputStream stream = archive.getResourceAsStream(path)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All modules but those of charts are named at once: a browser that had to find out one by the other would take a round trip for each. */
    private byte[] pageOf(Map<String, byte[]> contents) {
        String address = "/assets/" + version;
        String preloads = contents.keySet().stream()
                .filter(name -> name.startsWith("app/") || name.startsWith("libraries/lit-html/"))
                .map(name -> "  <link rel=\"modulepreload\" href=\"" + address + "/" + name + "\">\n")
                .collect(Collectors.joining());
        return new String(contents.getOrDefault(PAGE, new byte[0]), StandardCharsets.UTF_8)
                .replace("  {preloads}\n", preloads)
                .replace("{assets}", address)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(Map<String, byte[]> contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            contents.forEach((name, bytes) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
