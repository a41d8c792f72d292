/** The way back on real databases. */
package dev.crossfade.it.reverse;
