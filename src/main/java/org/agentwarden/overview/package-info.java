/** What an operator wants to know first: one answer from all features. Nothing depends on it. */
package org.agentwarden.overview;
