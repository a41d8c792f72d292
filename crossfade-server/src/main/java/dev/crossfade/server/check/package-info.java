/** Reports on checks of the data, in the forms that people, mail and pipelines take. */
@NullMarked
package dev.crossfade.server.check;

import org.jspecify.annotations.NullMarked;
