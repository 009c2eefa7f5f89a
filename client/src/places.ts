/**
 * The command behind code lenses of the server, such as "used by 3 statements": shows a list of places beside the line.
 */
import * as vscode from "vscode";
import type { ProtocolPosition, SHOW_PLACES_COMMAND, ShowPlacesArguments } from "../../server/src/lsp/protocol";

/** Registers it; it is in no menu, since it means nothing without its places. */
export function registerPlaces(): vscode.Disposable {
  return vscode.commands.registerCommand("druidSql.showPlaces" satisfies typeof SHOW_PLACES_COMMAND, (shown: ShowPlacesArguments) => {
    const locations = shown.places.map(({ uri, range: { start, end } }) => {
      return new vscode.Location(vscode.Uri.parse(uri), new vscode.Range(positionOf(start), positionOf(end)));
    });
    const position = positionOf(shown.position);
    return vscode.commands.executeCommand("editor.action.showReferences", vscode.Uri.parse(shown.uri), position, locations);
  });
}

function positionOf({ line, character }: ProtocolPosition): vscode.Position {
  return new vscode.Position(line, character);
}
