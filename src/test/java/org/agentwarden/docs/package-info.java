/** What the documentation promises about itself: its form, its links, and the names that it mentions. */
@NullMarked
package org.agentwarden.docs;

import org.jspecify.annotations.NullMarked;
