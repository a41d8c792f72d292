/** The documents are as true as the code: their examples parse, their lists are complete. */
package dev.crossfade.it.docs;
