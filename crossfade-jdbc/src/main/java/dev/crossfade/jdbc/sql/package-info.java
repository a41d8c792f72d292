/** What every use of SQL shares: quoting, database addresses, classes of errors. */
@NullMarked
package dev.crossfade.jdbc.sql;

import org.jspecify.annotations.NullMarked;
