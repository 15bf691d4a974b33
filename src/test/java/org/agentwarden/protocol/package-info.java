/** Checks the model of the delivery protocol in {@code src/model} with Spin; {@code src/docs/protocol.md} describes it. */
package org.agentwarden.protocol;
