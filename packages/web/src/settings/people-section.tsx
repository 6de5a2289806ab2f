import {
  Badge,
  Button,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Persona,
} from "@fluentui/react-components";
import { Add20Regular, MoreHorizontal20Regular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Person, peopleQuery, setDisabled } from "../api/people.ts";
import { useRecordsChanged } from "../api/records.ts";
import { useSession } from "../api/session.ts";
import { useRoleName } from "../language/use-role-name.ts";
import { useWords } from "../language/use-words.ts";
import { PlainTable } from "../shell/plain-table.tsx";
import { useToasts } from "../shell/toasts.tsx";
import { AddPersonDialog } from "./add-person-dialog.tsx";
import { Loaded } from "./loaded.tsx";
import { PersonPasswordDialog } from "./person-password-dialog.tsx";
import { SectionCard } from "./section-card.tsx";

/** Who works here, with which roles. */
export function PeopleSection() {
  const words = useWords();
  const roleName = useRoleName();
  const query = useQuery(peopleQuery);
  const [adding, setAdding] = useState(false);
  const [resetting, setResetting] = useState<Person>();
  const add = (
    <Button appearance="primary" icon={<Add20Regular />} onClick={() => setAdding(true)}>
      {words("settings.personAdd")}
    </Button>
  );
  return (
    <SectionCard title={words("settings.people")} text={words("settings.peopleText")} action={add}>
      <Loaded query={query}>
        {(people) => (
          <PlainTable
            inset
            label={words("settings.people")}
            columns={[
              { key: "name", heading: words("settings.personName") },
              { key: "roles", heading: words("settings.personRoles") },
              { key: "state", heading: words("settings.personState") },
              { key: "buttons", heading: "" },
            ]}
            rows={people.map((person) => ({
              key: person.id,
              cells: [
                <Persona
                  key="name"
                  name={person.name}
                  secondaryText={person.email}
                  avatar={{ color: "colorful", "aria-hidden": true }}
                />,
                person.roles.map(roleName).join(", "),
                <PersonState key="state" person={person} />,
                <PersonMenu key="menu" person={person} onReset={() => setResetting(person)} />,
              ],
            }))}
          />
        )}
      </Loaded>
      {adding && <AddPersonDialog onClose={() => setAdding(false)} />}
      {resetting && <PersonPasswordDialog person={resetting} onClose={() => setResetting(undefined)} />}
    </SectionCard>
  );
}

function PersonState({ person }: { person: Person }) {
  const words = useWords();
  return (
    <Badge appearance="tint" shape="rounded" color={person.disabled ? "subtle" : "success"}>
      {words(person.disabled ? "settings.personDisabled" : "settings.personActive")}
    </Badge>
  );
}

function PersonMenu({ person, onReset }: { person: Person; onReset: () => void }) {
  const words = useWords();
  const toasts = useToasts();
  const changed = useRecordsChanged();
  const { user } = useSession();
  const toggle = async () => {
    try {
      await setDisabled(person.id, !person.disabled);
      toasts.done(
        words(person.disabled ? "settings.personEnabledDone" : "settings.personDisabledDone", { name: person.name }),
      );
    } catch (error) {
      toasts.failed(error);
    }
    await changed("systemusers");
  };
  if (person.id === user.id) return null;
  return (
    <Menu positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          appearance="subtle"
          icon={<MoreHorizontal20Regular />}
          menuIcon={null}
          aria-label={words("settings.personMore", { name: person.name })}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={onReset}>{words("settings.personPassword")}</MenuItem>
          <MenuItem onClick={() => void toggle()}>
            {words(person.disabled ? "settings.personEnable" : "settings.personDisable")}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
