package org.agentwarden.organizations;

/** A client network has given so many wrong passwords for an e-mail address that it may not try again for a while. */
public record SignInLocked(String email, String network) {}
