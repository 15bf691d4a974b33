/**
 * The OpenAPI document as a client gets it, held against the resources, against its own examples and against what the
 * server really answers.
 */
package org.agentwarden.openapi;
