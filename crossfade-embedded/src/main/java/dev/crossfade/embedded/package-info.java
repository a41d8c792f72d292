/**
 * Real services as child processes: PostgreSQL, MariaDB, and one process with a Kafka broker and a
 * Connect worker. Everything comes from Maven Central and runs without root, as root, and without
 * containers. Each service keeps its data, ports and credentials in one folder.
 */
@NullMarked
package dev.crossfade.embedded;

import org.jspecify.annotations.NullMarked;
