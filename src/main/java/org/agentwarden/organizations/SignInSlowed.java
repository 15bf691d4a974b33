package org.agentwarden.organizations;

/** Wrong passwords for an e-mail address come from so many networks that answers about it are delayed, or for longer. */
public record SignInSlowed(String email) {}
