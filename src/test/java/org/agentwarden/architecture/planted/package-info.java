/**
 * A small world divided like the product in which each class breaks one structure rule, by name or by what it depends
 * on. Nothing here runs.
 */
package org.agentwarden.architecture.planted;
