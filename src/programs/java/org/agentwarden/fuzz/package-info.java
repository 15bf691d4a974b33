/** Right and wrong requests, thrown at the server by the thousand from its own OpenAPI document; see the profile fuzz. */
package org.agentwarden.fuzz;
