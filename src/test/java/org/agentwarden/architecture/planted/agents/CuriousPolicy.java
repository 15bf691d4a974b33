package org.agentwarden.architecture.planted.agents;

import java.net.http.HttpClient;

/** A policy that asks somewhere else. */
public record CuriousPolicy(HttpClient http) {}
