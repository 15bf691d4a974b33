package org.agentwarden.architecture.planted.undescribed;

/** A class in a package that nobody has described. */
public final class Mystery {}
