package org.agentwarden.architecture.planted.platform;

import fish.payara.micro.PayaraMicro;

/** A server's class outside the launcher. */
public record PayaraProbe(PayaraMicro server) {}
