package org.agentwarden.architecture.planted.platform;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;

/** A bean whose failure at the start nobody would explain. */
@Singleton
@Startup
public class SilentStart {

    @PostConstruct
    void begin() {
        throw new IllegalStateException("without a word");
    }
}
