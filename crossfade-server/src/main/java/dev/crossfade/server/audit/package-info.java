/** Where the audit log's key and checkpoints are, and what commands do with the log. */
@NullMarked
package dev.crossfade.server.audit;

import org.jspecify.annotations.NullMarked;
