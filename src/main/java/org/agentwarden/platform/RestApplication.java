package org.agentwarden.platform;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Every resource class in the WAR, served from the root of the context. */
@ApplicationPath("/")
public class RestApplication extends Application {}
