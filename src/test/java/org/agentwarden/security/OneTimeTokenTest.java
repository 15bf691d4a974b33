package org.agentwarden.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneTimeTokenTest {

    @Test
    void aTokenHas256BitsThatNeedNoEscaping() {
        assertThat(OneTimeToken.generate()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(OneTimeToken.generate());
    }

    @Test
    void whatIsStoredIsItsSha256() {
        assertThat(OneTimeToken.hash("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
