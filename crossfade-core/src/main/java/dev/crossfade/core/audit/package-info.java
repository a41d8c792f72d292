/**
 * The tamper-evident audit log: a Merkle tree after RFC 6962 whose state is signed, what its leaves
 * hold, and how anybody can check it.
 */
@NullMarked
package dev.crossfade.core.audit;

import org.jspecify.annotations.NullMarked;
