package org.agentwarden.platform.http;

/** What is wrong with one member of a request. */
public record FieldProblem(String field, String message) {}
