/** Who may do what: accounts, tokens, sessions, and the one table of permissions. */
@NullMarked
package dev.crossfade.server.security;

import org.jspecify.annotations.NullMarked;
