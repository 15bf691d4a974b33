/**
 * JSON in and out: parsing that keeps a caller's numbers and key order exactly, typed reading of request bodies that
 * names every wrong field at once, and building of answers.
 */
package org.agentwarden.platform.json;
