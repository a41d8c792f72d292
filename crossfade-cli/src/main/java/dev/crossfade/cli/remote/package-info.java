/** Commands that ask a server. */
@NullMarked
package dev.crossfade.cli.remote;

import org.jspecify.annotations.NullMarked;
