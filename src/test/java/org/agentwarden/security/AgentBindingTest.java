package org.agentwarden.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgentBindingTest {

    @Test
    void anUnboundKeyCoversEveryAgent() {
        assertThat(AgentBinding.ANY.covers("a")).isTrue();
        assertThat(AgentBinding.ANY.stored()).isNull();
        assertThat(AgentBinding.parse(null)).isEqualTo(AgentBinding.ANY);
    }

    @Test
    void aBoundKeyCoversItsAgentsOnly() {
        AgentBinding binding = AgentBinding.to(List.of("a", "b", "a"));

        assertThat(binding.covers("a")).isTrue();
        assertThat(binding.covers("c")).isFalse();
        assertThat(binding.agentIds()).contains(List.of("a", "b"));
    }

    @Test
    void whatIsStoredIsReadAgain() {
        AgentBinding binding = AgentBinding.to(List.of("a", "b"));

        assertThat(AgentBinding.parse(binding.stored())).isEqualTo(binding);
    }

    /** Whatever the database holds, no stored text means any agent. */
    @Test
    void anEmptyTextCoversNoAgent() {
        assertThat(AgentBinding.parse("").covers("a")).isFalse();
    }
}
