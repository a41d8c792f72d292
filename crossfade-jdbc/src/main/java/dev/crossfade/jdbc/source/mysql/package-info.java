/** MariaDB and MySQL as sources. */
@NullMarked
package dev.crossfade.jdbc.source.mysql;

import org.jspecify.annotations.NullMarked;
