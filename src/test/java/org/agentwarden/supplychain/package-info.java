/** What is shipped beside our own code: the bill of materials that the build writes is complete, and may be given to customers. */
package org.agentwarden.supplychain;
