/** What the containers are described by: well-formed, and in agreement with the server that they hold. */
package org.agentwarden.containers;
