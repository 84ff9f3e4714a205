# disclosure - what published tables give away of the cells that they withhold, and which
# further cells must be withheld. It knows tables and their margins, not what they are about.
disclosure.below := table solver
disclosure.libs :=
