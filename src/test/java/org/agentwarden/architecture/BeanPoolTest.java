package org.agentwarden.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BeanPoolTest {

    private static final Path DESCRIPTOR = Path.of("src", "main", "webapp", "WEB-INF", "glassfish-ejb-jar.xml");
    private static final Pattern STEADY_SIZE = Pattern.compile("<steady-pool-size>(\\d+)</steady-pool-size>");

    /** Otherwise Payara makes a bean anew each time one is taken. */
    @Test
    void noPoolOfBeansHasASteadySize() throws IOException {
        assertThat(STEADY_SIZE.matcher(Files.readString(DESCRIPTOR)).results().map(match -> match.group(1)))
                .isNotEmpty()
                .containsOnly("0");
    }
}
