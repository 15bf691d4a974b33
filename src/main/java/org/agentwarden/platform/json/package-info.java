/**
 * Reads and writes JSON: a parser that keeps numbers and the order of keys exactly, typed access to request bodies
 * that names all wrong fields at once, and builders for answers.
 */
package org.agentwarden.platform.json;
