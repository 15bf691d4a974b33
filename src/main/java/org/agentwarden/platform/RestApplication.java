package org.agentwarden.platform;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Every resource class in the WAR, served from the root of the context. */
@ApplicationPath("/")
public class RestApplication extends Application {

    /** Jersey would describe all resources to anybody at {@code /application.wadl}; other servers ignore the key. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
