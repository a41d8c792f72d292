/**
 * The life of a child process: claimed folder, unpacked binaries, start, adoption after a crash of
 * the parent, stop. Knows nothing of a particular service.
 */
@NullMarked
package dev.crossfade.embedded.process;

import org.jspecify.annotations.NullMarked;
