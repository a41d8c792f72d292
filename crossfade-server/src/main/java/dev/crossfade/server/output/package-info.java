/** What commands print: tables for people, JSON for programs. */
@NullMarked
package dev.crossfade.server.output;

import org.jspecify.annotations.NullMarked;
