/** Results of commands as values, with their tables for people. */
@NullMarked
package dev.crossfade.server.view;

import org.jspecify.annotations.NullMarked;
