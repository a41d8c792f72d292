/** What a control plane keeps: one journal per migration, and who may write it. */
@NullMarked
package dev.crossfade.spi.journal;

import org.jspecify.annotations.NullMarked;
