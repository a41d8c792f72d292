/** Signing in at an identity provider, by OpenID Connect. */
@NullMarked
package dev.crossfade.server.oidc;

import org.jspecify.annotations.NullMarked;
