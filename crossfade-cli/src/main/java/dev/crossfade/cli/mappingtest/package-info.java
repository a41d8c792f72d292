/** Tests of mappings: rows in, rows out, without any database. */
@NullMarked
package dev.crossfade.cli.mappingtest;

import org.jspecify.annotations.NullMarked;
