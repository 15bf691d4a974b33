package org.agentwarden.systems;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Scales the time of waits that name none. JUnit finds it by itself. */
public final class ScaledDefaultWaits implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LoadFactor.scale(Duration.ofSeconds(10)));
    }
}
