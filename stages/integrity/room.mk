# integrity - the rules that figures must obey, whether they do, and what is found. It knows
# statements, no publisher's files and no claims.
integrity.below := dataset document stat
integrity.libs :=
