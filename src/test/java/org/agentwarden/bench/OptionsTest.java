package org.agentwarden.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void thePartPeersHasTheNamesOfPeersAndTheirFile() {
        Options options = Options.parse("parts=peers", "peers=svix,outpost", "peers.file=/tmp/peers.properties");

        assertThat(options.peers()).extracting(Peer::name).containsExactly("svix", "outpost");
        assertThat(options.peersFile()).isEqualTo(Path.of("/tmp/peers.properties"));
    }

    @Test
    void thePartPeersAndTheNamesOfPeersBelongTogether() {
        assertThatThrownBy(() -> Options.parse("parts=peers", "peers="))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("belong together");
        assertThatThrownBy(() -> Options.parse("peers=svix")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Options.parse("parts=peers", "peers=none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("svix, outpost");
        assertThat(Options.parse("peers=").peers()).isEmpty();
    }

    @Test
    void theCommandsThatStartAndLimitANodeKnowItsNumber() {
        assertThat(Options.parse("node.command=taskset -c {}").nodeCommand(1)).containsExactly("taskset", "-c", "1");
        assertThat(Options.parse("node.command=").nodeCommand(0)).isEmpty();
        assertThat(Options.parse("node.limit=./limit {}").nodeLimit(0)).containsExactly("./limit", "0");
        assertThat(Options.parse().nodeLimit(0)).isEmpty();
    }
}
