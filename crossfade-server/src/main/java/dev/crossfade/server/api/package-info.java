/** The REST interface: resources, and the answers they give. */
@NullMarked
package dev.crossfade.server.api;

import org.jspecify.annotations.NullMarked;
