/** What happened, for everybody to check: the audit log and the tree over it. */
@NullMarked
package dev.crossfade.spi.audit;

import org.jspecify.annotations.NullMarked;
