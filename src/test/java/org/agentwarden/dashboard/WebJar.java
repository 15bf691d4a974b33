package org.agentwarden.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An npm package that Maven has put onto the class path. */
final class WebJar {

    private WebJar() {}

    /** Copies the files whose path in the package matches, each to that path below the directory. */
    static void unpack(String name, Pattern wanted, Path directory) throws IOException {
        Pattern file = Pattern.compile("META-INF/resources/webjars/" + Pattern.quote(name) + "/[^/]+/(.+[^/])");
        try (JarFile jar = open(name)) {
            jar.stream().forEach(entry -> {
                Matcher matcher = file.matcher(entry.getName());
                if (matcher.matches() && wanted.matcher(matcher.group(1)).matches()) {
                    copy(jar, entry, directory.resolve(matcher.group(1)));
                }
            });
        }
    }

    private static JarFile open(String name) throws IOException {
        URL pom = WebJar.class.getResource("/META-INF/maven/org.webjars.npm/" + name + "/pom.xml");
        JarURLConnection connection =
                (JarURLConnection) Objects.requireNonNull(pom, () -> name + " is not on the class path")
                        .openConnection();
        connection.setUseCaches(false);
        return connection.getJarFile();
    }

    private static void copy(JarFile jar, JarEntry entry, Path target) {
        try (InputStream content = jar.getInputStream(entry)) {
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
